/* For Wine only: Wine 8's own mscms.dll lacks WcsCreateIccProfile and aborts. No screen has a colour profile here. */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#define REFUSED(name) __declspec(dllexport) void *name(void) { SetLastError(ERROR_NOT_SUPPORTED); return NULL; }

REFUSED(OpenColorProfileW)
REFUSED(WcsOpenColorProfileW)
REFUSED(WcsCreateIccProfile)
REFUSED(GetColorProfileFromHandle)

__declspec(dllexport) BOOL CloseColorProfile(void *profile) { (void)profile; return TRUE; }
