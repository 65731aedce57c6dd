; The Windows installer: Chinese, for one user, without administrator. build.py gives VERSION, QUAD, FOLDER, ICON,
; BANNER, OUT, TOPFILES (a list of the files at the folder's root) and SPEED (how hard to compress).
; Exit codes of /S: 0 done, 3 the program is running, 4 a newer version is there, 5 the folder holds something else,
; 6 Windows is too old.
Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
ManifestLongPathAware true
RequestExecutionLevel user
!if ${SPEED} == fast
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include ${TOPFILES}

!define OURS "Software\plandesk"
!define LEAVING "Software\Microsoft\Windows\CurrentVersion\Uninstall\plandesk"
!define KIND "plandesk.file"
!define LINK "计划台 plandesk.lnk"
!define OLDEST_BUILD 17763

Name "计划台 plandesk"
BrandingText "plandesk ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\plandesk"
InstallDirRegKey HKCU "${OURS}" "InstallDir"
ShowInstDetails nevershow
ShowUninstDetails nevershow

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${BANNER}"
!define MUI_WELCOMEPAGE_TITLE "安装计划台 ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "妇女儿童发展规划监测：填报、审核、评估、报表。$\r$\n$\r$\n只装给当前用户，不需要管理员密码，不需要网络。已有的数据文件和设置都保留。$\r$\n$\r$\n安装前请关闭正在运行的计划台。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\plandesk.exe"
!define MUI_FINISHPAGE_RUN_TEXT "打开计划台"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "将删除计划台的程序文件。数据文件（*.plandesk）、备份和设置都不删除。"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE SimpChinese

VIProductVersion "${QUAD}"
VIFileVersion "${QUAD}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "CompanyName" "plandesk"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductName" "计划台 plandesk"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileDescription" "计划台 plandesk 安装程序"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "LegalCopyright" "Apache-2.0"

!macro Refuse code sentence
  SetErrorLevel ${code}
  MessageBox MB_OK|MB_ICONSTOP "${sentence}" /SD IDOK
  Quit
!macroend

; a running program cannot be opened for writing
!macro RefuseWhileRunning sentence
  !define HERE ${__LINE__}
  IfFileExists "$INSTDIR\plandesk.exe" 0 idle_${HERE}
  StrCpy $1 "$INSTDIR\plandesk.exe"
  ClearErrors
  FileOpen $0 "$1" a
  IfErrors running_${HERE}
  FileClose $0
  StrCpy $1 "$INSTDIR\plandesk-cli.exe"
  IfFileExists "$1" 0 idle_${HERE}
  FileOpen $0 "$1" a
  IfErrors running_${HERE}
  FileClose $0
  Goto idle_${HERE}
running_${HERE}:
  !insertmacro Refuse 3 "${sentence}"
idle_${HERE}:
  !undef HERE
!macroend

!macro RemoveProgram
  RMDir /r "$INSTDIR\Lib"
  RMDir /r "$INSTDIR\DLLs"
  RMDir /r "$INSTDIR\licences"
  !insertmacro DeleteTopFiles
!macroend

Function .onInit
  ${IfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro Refuse 6 "计划台需要 Windows 10（1809版及以后）或 Windows 11。这台电脑的系统太旧，没有安装。"
  ${EndIf}
  ReadRegStr $2 HKCU "${LEAVING}" "DisplayVersion"
  ${If} $2 != ""
    ${VersionCompare} "$2" "${VERSION}" $3
    ${If} $3 == 1
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "已装有较新的版本 $2。换回 ${VERSION} 后，较新版本保存过的数据文件可能打不开。仍要安装吗？" /SD IDNO IDYES older
      SetErrorLevel 4
      Quit
      older:
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "plandesk"
  !insertmacro RefuseWhileRunning "计划台正在运行。请先关闭它，再重新安装。"
  ; a folder with something else in it is never mixed with, nor cleared
  ${DirState} "$INSTDIR" $0
  ${If} $0 == 1
  ${AndIfNot} ${FileExists} "$INSTDIR\plandesk.exe"
    !insertmacro Refuse 5 "文件夹 $INSTDIR 里有别的文件。请选一个空文件夹。"
  ${EndIf}
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  SetOverwrite on
  File /r "${FOLDER}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${LINK}" "$INSTDIR\plandesk.exe"
  CreateShortcut "$DESKTOP\${LINK}" "$INSTDIR\plandesk.exe"

  WriteRegStr HKCU "${OURS}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\.plandesk" "" "${KIND}"
  WriteRegStr HKCU "Software\Classes\${KIND}" "" "计划台数据文件"
  WriteRegStr HKCU "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\plandesk.exe,1"
  WriteRegStr HKCU "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\plandesk.exe" "%1"'
  ${RefreshShellIcons}

  WriteRegStr HKCU "${LEAVING}" "DisplayName" "计划台 plandesk"
  WriteRegStr HKCU "${LEAVING}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${LEAVING}" "DisplayIcon" "$INSTDIR\plandesk.exe"
  WriteRegStr HKCU "${LEAVING}" "Publisher" "plandesk"
  WriteRegStr HKCU "${LEAVING}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${LEAVING}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${LEAVING}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${LEAVING}" "NoModify" 1
  WriteRegDWORD HKCU "${LEAVING}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${LEAVING}" "EstimatedSize" "$0"
SectionEnd

Section "Uninstall"
  !insertmacro RefuseWhileRunning "计划台正在运行。请先关闭它，再卸载。"
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  ; only when nothing is left in it: a data file kept there stays
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${LINK}"
  Delete "$DESKTOP\${LINK}"
  ReadRegStr $0 HKCU "Software\Classes\.plandesk" ""
  ${If} $0 == "${KIND}"
    DeleteRegKey HKCU "Software\Classes\.plandesk"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${KIND}"
  ${RefreshShellIcons}
  DeleteRegKey HKCU "${LEAVING}"
  DeleteRegKey HKCU "${OURS}"
  MessageBox MB_OK|MB_ICONINFORMATION "程序已卸载。数据文件（*.plandesk）和备份都在原处，设置和练习文件在$\r$\n$LOCALAPPDATA\plandesk$\r$\n不再需要时可自行删除。" /SD IDOK
SectionEnd
