/* For Wine only: Wine 8 lacks this DLL of Windows 10; modules written in Rust ask it for random bytes. */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(void *room, ULONG size); /* RtlGenRandom */

__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *room, SIZE_T size) {
    return SystemFunction036(room, (ULONG)size);
}
