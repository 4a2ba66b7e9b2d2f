; What a person sees: what will be done, the copying, and how it ended. No licence page, nothing to choose.

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"

; What `join` answered.
Var JoinWords
Var Label
Var LastWords

!define LOOK_MS 2000

Page custom Explain
!define MUI_INSTFILESPAGE_FINISHHEADER_TEXT "Installed"
!define MUI_INSTFILESPAGE_FINISHHEADER_SUBTEXT " "
!insertmacro MUI_PAGE_INSTFILES
Page custom Result ResultLeft
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; The agent writes UTF-8, and nsExec reads it in this PC's own code page: back to bytes ("m"), and read again.
!macro Understand WORDS
  StrCpy $8 ${WORDS}
  System::Call 'kernel32::MultiByteToWideChar(i 65001, i 0, m r8, i -1, w .r9, i ${NSIS_MAX_STRLEN})'
  StrCpy ${WORDS} $9
!macroend

Function Explain
  !insertmacro MUI_HEADER_TEXT "Share this PC with your office" "Nothing else on this PC is changed."
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:Install"
  nsDialogs::Create 1018
  Pop $0
  ${If} $Token == ""
    StrCpy $1 "The agent will ask an office on this network to join, and shows a code. Compare it with the code on the coordinator’s screen."
  ${ElseIf} $Coordinator == ""
    StrCpy $1 "This PC will join the office that this file was made for."
  ${Else}
    StrCpy $1 "This PC will join the office at $Coordinator."
  ${EndIf}
  ${NSD_CreateLabel} 0 0 100% 100% "The agent lets your office use this PC’s graphics card for AI models.$\r$\n$\r$\n$1$\r$\n$\r$\nIt is installed for you alone, needs no administrator, opens no port, and starts when you sign in. Remove it at any time in Settings, Apps."
  Pop $0
  nsDialogs::Show
FunctionEnd

Function Result
  !insertmacro MUI_HEADER_TEXT "Installed" "You can close this window at any time."
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:Close"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 100% ""
  Pop $Label
  Call ShowState
  ${NSD_CreateTimer} ShowState ${LOOK_MS}
  nsDialogs::Show
FunctionEnd

Function ResultLeft
  ${NSD_KillTimer} ShowState
FunctionEnd

; The agent's own words, again and again: the code comes as soon as both sides know it.
Function ShowState
  nsExec::ExecToStack '${AGENT} status --data "$INSTDIR\data"'
  Pop $0
  Pop $1
  !insertmacro Understand $1
  StrCpy $2 $1
  ${If} $JoinWords != ""
    StrCpy $2 "$JoinWords$\r$\n$\r$\n$1"
  ${EndIf}
  ${If} $Runtime != "yes"
    StrCpy $2 "$2$\r$\n$\r$\n$Runtime Until it is installed, this PC cannot run models: ${RUNTIME_LINK}"
  ${EndIf}
  ${If} $2 != $LastWords
    StrCpy $LastWords $2
    ${NSD_SetText} $Label $2
  ${EndIf}
FunctionEnd
