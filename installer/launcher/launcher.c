/* plandesk.exe and plandesk-cli.exe: find python311.dll beside the program and run one module of it.
 * Built twice: MODULE L"plandesk" for the window (WINDOW defined), L"plandesk.cli" for the console.
 * The search path stands in python311._pth beside the DLL, so nothing of the PC's own Python is ever used. */
#ifndef UNICODE
#define UNICODE
#endif
#ifndef _UNICODE
#define _UNICODE
#endif
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define LONGEST 32768
#define OLDEST 17763 /* Windows 10 version 1809, the oldest that Qt 6.11 runs on */
#define NAME L"计划台 plandesk"

typedef int (*python_main)(int, wchar_t **);
typedef LONG (WINAPI *version_of)(RTL_OSVERSIONINFOW *);

static int refuse(const wchar_t *sentence, const wchar_t *detail, unsigned long code) {
    static wchar_t text[2 * LONGEST];
    _snwprintf(text, 2 * LONGEST - 1, detail ? L"%ls\n\n%ls（%lu）" : L"%ls", sentence, detail, code);
#ifdef WINDOW
    MessageBoxW(NULL, text, NAME, MB_ICONERROR | MB_OK);
#else
    DWORD written;
    HANDLE error = GetStdHandle(STD_ERROR_HANDLE);
    if (!WriteConsoleW(error, text, (DWORD)wcslen(text), &written, NULL)) {
        static char bytes[8 * LONGEST];
        int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes, NULL, NULL);
        if (size > 1) WriteFile(error, bytes, (DWORD)size - 1, &written, NULL);
    }
#endif
    return 70;
}

static BOOL old_windows(void) {
    RTL_OSVERSIONINFOW windows;
    HMODULE kernel = GetModuleHandleW(L"ntdll.dll");
    version_of ask = kernel ? (version_of)(void *)GetProcAddress(kernel, "RtlGetVersion") : NULL;
    memset(&windows, 0, sizeof windows);
    windows.dwOSVersionInfoSize = sizeof windows;
    return ask && ask(&windows) == 0 && (windows.dwMajorVersion < 10 || windows.dwBuildNumber < OLDEST);
}

static int run(int count, wchar_t **words) {
    static wchar_t place[LONGEST];
    DWORD length;
    wchar_t *slash, **all;
    HMODULE python;
    python_main start;
    int n, code;

    if (old_windows()) return refuse(L"本程序需要 Windows 10（1809版及以后）或 Windows 11，这台电脑的系统太旧。", NULL, 0);
    length = GetModuleFileNameW(NULL, place, LONGEST - 32);
    slash = wcsrchr(place, L'\\');
    if (!length || length >= LONGEST - 32 || !slash)
        return refuse(L"程序所在的文件夹路径太长，请换一个较短的位置。", NULL, 0);
    wcscpy(slash + 1, PYTHON);
    python = LoadLibraryExW(place, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    start = python ? (python_main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!start) {
        code = (int)GetLastError();
        return refuse(L"程序文件不完整，请重新安装，或把压缩包整个解压后再打开。", place, (unsigned long)code);
    }
    all = (wchar_t **)calloc((size_t)count + 4, sizeof *all);
    if (!all) return refuse(L"内存不足，请关闭其他程序后再打开。", NULL, 0);
    all[0] = words[0];
    all[1] = L"-I";
    all[2] = L"-m";
    all[3] = MODULE;
    for (n = 1; n < count; n++) all[n + 3] = words[n];
    code = start(count + 3, all);
#ifdef WINDOW
    if (code)
        refuse(L"程序没有正常结束，已写好的数据完好。请重新打开；再出现时，把设置文件夹里的 crash.log 交给维护人员。",
               L"代码", (unsigned long)code);
#endif
    return code;
}

#ifdef WINDOW
int WINAPI wWinMain(HINSTANCE program, HINSTANCE before, PWSTR line, int show) {
    (void)program; (void)before; (void)line; (void)show;
    return run(__argc, __wargv);
}
#else
int wmain(int count, wchar_t **words) {
    return run(count, words);
}
#endif
