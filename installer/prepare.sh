#!/bin/sh
# Names (or, as root on Debian, installs) the system packages of the Windows build: `build` for poe installer,
# `wine` for poe wine-check as well. Exit 3: they are missing and cannot be installed here.
set -eu

missing=
lacks() { # lacks COMMAND PACKAGE
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}
has_wine() { # the places of wine/desk.py, which says what is wrong with one that is there
    PATH="$PATH:/usr/lib/wine:/usr/lib64/wine:/usr/lib/x86_64-linux-gnu/wine:/opt/wine-stable/bin:/opt/wine-staging/bin:/opt/wine-devel/bin"
    command -v wine64 >/dev/null 2>&1 || command -v wine-stable >/dev/null 2>&1 ||
        { command -v wine >/dev/null 2>&1 && wine --version >/dev/null 2>&1; }
}
lacks x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64
lacks x86_64-w64-mingw32-windres binutils-mingw-w64-x86-64
lacks makensis nsis
if [ "${1:-build}" = wine ]; then
    has_wine || missing="$missing wine wine64"
    lacks Xvfb xvfb
    lacks xdotool xdotool
    lacks import imagemagick
    lacks localedef locales
    fc-list ':lang=zh-cn' family 2>/dev/null | grep -q . || missing="$missing fontconfig fonts-noto-cjk"
fi
if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "installing:$missing"
        apt-get update -q >/dev/null || exit 3
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/dev/null || exit 3
    else
        echo "Please install these system packages first:$missing" >&2
        exit 3
    fi
fi
if [ "${1:-build}" = wine ] && ! locale -a | grep -qi '^zh_CN\.utf-\?8$'; then
    # Wine takes the Windows language and code page (936) from it
    if [ "$(id -u)" = 0 ]; then
        localedef -i zh_CN -f UTF-8 zh_CN.UTF-8
    else
        echo "Please make the locale zh_CN.UTF-8 first." >&2
        exit 3
    fi
fi
