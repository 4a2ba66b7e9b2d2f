; The agent's installer for Windows, for one user and without administrator rights. make-installer.mjs gives VERSION, NODE_FLAGS,
; ICON, OUTPUT, LAUNCHER, FILES (what is copied) and SIZE_KB.
;
;   /S         asks and shows nothing
;   /AGENT=…   further arguments of `agent run`, for administrators
;   /KEEP      of the uninstaller: models and the PC's place in the office stay
;
; Exit codes beside NSIS's own 0, 1 (cancelled) and 2 (aborted): 3 installed, but the token was refused: the agent asks to join with
; a code; 4 installed, but the engine lacks Microsoft's Visual C++ runtime.

Target amd64-unicode
SetCompressor /SOLID /FINAL lzma
SetCompressorDictSize 64
; The same files give the same installer, whenever it is made.
SetDateSave off
RequestExecutionLevel user
ManifestSupportedOS Win10
ManifestDPIAware true
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow
SpaceTexts none
BrandingText " "

!include MUI2.nsh
!include WinVer.nsh
!include FileFunc.nsh
!include common.nsh
Name "${PRODUCT}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${PRODUCT}"
!insertmacro VersionResource "${PRODUCT}: installer"

!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define UNINSTALL_KEYS "Software\Microsoft\Windows\CurrentVersion\Uninstall"
!define UNINSTALL_KEY "${UNINSTALL_KEYS}\${PRODUCT}"
!define VERSION_FOLDER "$INSTDIR\versions\${VERSION}"
!define AGENT '"${VERSION_FOLDER}\bin\node.exe" ${NODE_FLAGS} "${VERSION_FOLDER}\agent\node-agent.mjs"'

!define TOKEN_REFUSED 3
!define RUNTIME_MISSING 4

!include file-name.nsh
!include runtime.nsh
!include dialogs.nsh
!include stop-agent.nsh
!insertmacro StopAgent ""
!insertmacro StopAgent "un."

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "Windows 10 or newer is needed. Nothing was installed." /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  Call ReadFileName
FunctionEnd

Section
  ; On to the last page by itself.
  SetAutoClose true
  Call StopAgent
  ${IfNot} ${FileExists} "$INSTDIR\current.txt"
    Call RememberFolders
  ${EndIf}
  !include "${FILES}"
  SetOutPath "$INSTDIR"
  File "/oname=${PRODUCT}.exe" "${LAUNCHER}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  Call Register
  Call RemoveOthers
  Call CheckRuntime
  Call Join
  !insertmacro StartAgent
SectionEnd

; The folder above ours may be missing on a PC where nothing was installed for this user yet. Whoever makes it removes it.
Function RememberFolders
  ${GetParent} "$INSTDIR" $0
  ${IfNot} ${FileExists} "$0\*.*"
    SetOutPath "$INSTDIR"
    WriteINIStr "$INSTDIR\agent.ini" install madeParent 1
  ${EndIf}
FunctionEnd

Function Register
  FileOpen $0 "$INSTDIR\current.txt" w
  FileWrite $0 "${VERSION}$\n"
  FileClose $0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AGENT=" $1
  ${IfNot} ${Errors}
    WriteINIStr "$INSTDIR\agent.ini" agent arguments $1
  ${EndIf}
  WriteRegStr HKCU "${RUN_KEY}" "${PRODUCT}" '"$INSTDIR\${PRODUCT}.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" DisplayName "${PRODUCT}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" DisplayVersion "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" Publisher "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" DisplayIcon '"$INSTDIR\${PRODUCT}.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" InstallLocation "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" UninstallString '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" EstimatedSize ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" NoModify 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" NoRepair 1
FunctionEnd

; Only now that this version is whole: had it not been copied, an older one would go on.
Function RemoveOthers
  FindFirst $0 $1 "$INSTDIR\versions\*"
  ${While} $1 != ""
    ${If} $1 != "."
    ${AndIf} $1 != ".."
    ${AndIf} $1 != "${VERSION}"
      RMDir /r "$INSTDIR\versions\$1"
    ${EndIf}
    FindNext $0 $1
  ${EndWhile}
  FindClose $0
FunctionEnd

; Without a token, or when it is refused, the agent asks to join by itself as soon as it runs.
Function Join
  ${If} $Token != ""
    DetailPrint "This PC joins the office."
    StrCpy $1 ""
    ${If} $Coordinator != ""
      StrCpy $1 '--coordinator "$Coordinator"'
    ${EndIf}
    nsExec::ExecToStack '${AGENT} join "$Token" $1 --data "$INSTDIR\data"'
    Pop $0
    Pop $JoinWords
    !insertmacro Understand $JoinWords
    ${If} $0 == 0
      Return
    ${EndIf}
    SetErrorLevel ${TOKEN_REFUSED}
    ${If} ${Silent}
      ; Whoever runs it by a script reads here why.
      System::Call 'kernel32::GetStdHandle(i -11) p .r0'
      FileWrite $0 "$JoinWords$\r$\n"
    ${EndIf}
  ${EndIf}
  ${If} $Coordinator != ""
    WriteINIStr "$INSTDIR\agent.ini" agent coordinator $Coordinator
  ${EndIf}
FunctionEnd

; Nothing half copied stays where nothing was; the agent that was there goes on.
Function .onInstFailed
  ReadRegStr $0 HKCU "${UNINSTALL_KEY}" UninstallString
  ${If} $0 == ""
    RMDir /r "$INSTDIR\versions"
    Delete "$INSTDIR\current.txt"
    Delete "$INSTDIR\agent.ini"
    Delete "$INSTDIR\${PRODUCT}.exe"
    RMDir "$INSTDIR"
  ${Else}
    !insertmacro StartAgent
  ${EndIf}
FunctionEnd

Function un.onUninstFailed
  !insertmacro StartAgent
FunctionEnd

Var KeepData

Section Uninstall
  StrCpy $KeepData yes
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/KEEP" $1
  ${If} ${Errors}
    MessageBox MB_YESNO|MB_ICONQUESTION "Remove the models and this PC’s place in the office, too?" /SD IDYES IDNO +2
    StrCpy $KeepData no
  ${EndIf}
  Call un.StopAgent
  DeleteRegValue HKCU "${RUN_KEY}" "${PRODUCT}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  ; It, too, is missing until something is installed for this user.
  DeleteRegKey /ifempty HKCU "${UNINSTALL_KEYS}"
  ReadINIStr $0 "$INSTDIR\agent.ini" install madeParent
  RMDir /r "$INSTDIR\versions"
  ${If} $KeepData == no
    RMDir /r "$INSTDIR\data"
    Delete "$INSTDIR\agent.ini"
  ${EndIf}
  Delete "$INSTDIR\current.txt"
  Delete "$INSTDIR\launcher.lock"
  Delete "$INSTDIR\${PRODUCT}.exe"
  Delete "$INSTDIR\uninstall.exe"
  Delete "$INSTDIR\stop"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  ${If} $0 == 1
    ; Only when it is empty.
    ${GetParent} "$INSTDIR" $1
    RMDir "$1"
  ${EndIf}
SectionEnd

; NSIS runs the uninstaller from a copy in the temporary folder and leaves the copy there. Ours goes, two seconds after its end.
Function un.onUninstSuccess
  ${GetParent} "$EXEDIR" $0
  ${If} $0 == $TEMP
    ExecShell "" "$SYSDIR\cmd.exe" '/d /c ping -n 3 127.0.0.1 >nul & del "$EXEPATH" & rd "$EXEDIR"' SW_HIDE
  ${EndIf}
FunctionEnd
