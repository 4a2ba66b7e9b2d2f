; Ends the agent of $INSTDIR with its launcher and runners, for the installer ("") and the uninstaller ("un.").
; Afterwards no file of it is in use, and `stop` keeps the launcher from starting it again. A program of it that hangs is ended
; after ten seconds. Aborts when that does not help.

!define STOP_TIMEOUT_MS 20000
!define WAIT_STEP_MS 250
!define PATIENT_STEPS 40
!define WAIT_STEPS 120

; Of Windows' tlhelp32.h and winnt.h, for programs of 64 bits.
!define TH32CS_SNAPPROCESS 2
!define PROCESSENTRY32W_BYTES 568
!define QUERY_AND_TERMINATE 0x1001

; Its launcher, which does nothing where another one runs.
!macro StartAgent
  Delete "$INSTDIR\stop"
  Exec '"$INSTDIR\${PRODUCT}.exe"'
!macroend

!macro StopAgent UN
Function ${UN}StopAgent
  IfFileExists "$INSTDIR\current.txt" 0 done
  FileOpen $0 "$INSTDIR\stop" w
  FileClose $0
  !insertmacro ReadCurrent "$INSTDIR" $1
  StrCpy $2 "$INSTDIR\versions\$1"
  IfFileExists "$2\bin\node.exe" 0 done
  DetailPrint "The agent is being ended."
  nsExec::ExecToStack /TIMEOUT=${STOP_TIMEOUT_MS} '"$2\bin\node.exe" ${NODE_FLAGS} "$2\agent\node-agent.mjs" stop --data "$INSTDIR\data"'
  Pop $0
  Pop $0
  ; Both are in use until launcher, agent and runners are gone.
  StrCpy $3 0
wait:
  ClearErrors
  FileOpen $0 "$INSTDIR\launcher.lock" w
  IfErrors later
  FileClose $0
  ClearErrors
  FileOpen $0 "$2\bin\node.exe" a
  IfErrors later
  FileClose $0
  Goto done
later:
  Sleep ${WAIT_STEP_MS}
  IntOp $3 $3 + 1
  ${If} $3 == ${PATIENT_STEPS}
    Call ${UN}EndPrograms
  ${EndIf}
  IntCmp $3 ${WAIT_STEPS} 0 wait
  MessageBox MB_OK|MB_ICONSTOP "The agent does not end. Restart this PC and try again. Nothing was changed." /SD IDOK
  Abort "The agent does not end."
done:
FunctionEnd

; Ends all programs that were started from $INSTDIR, but not this one, without asking them.
Function ${UN}EndPrograms
  System::Call 'kernel32::GetCurrentProcessId() i .r4'
  System::Call 'kernel32::CreateToolhelp32Snapshot(i ${TH32CS_SNAPPROCESS}, i 0) p .r5'
  System::Alloc ${PROCESSENTRY32W_BYTES}
  Pop $6
  System::Call '*$6(i ${PROCESSENTRY32W_BYTES})'
  StrLen $7 "$INSTDIR\"
  System::Call 'kernel32::Process32FirstW(p r5, p r6) i .r8'
  ${While} $8 <> 0
    System::Call '*$6(i, i, i .r8)'
    ${If} $8 <> $4
      System::Call 'kernel32::OpenProcess(i ${QUERY_AND_TERMINATE}, i 0, i r8) p .r9'
      System::Call 'kernel32::QueryFullProcessImageNameW(p r9, i 0, w .R0, *i ${NSIS_MAX_STRLEN}) i .R1'
      StrCpy $R0 $R0 $7
      ${If} $R1 <> 0
      ${AndIf} $R0 == "$INSTDIR\"
        System::Call 'kernel32::TerminateProcess(p r9, i 1)'
      ${EndIf}
      System::Call 'kernel32::CloseHandle(p r9)'
    ${EndIf}
    System::Call 'kernel32::Process32NextW(p r5, p r6) i .r8'
  ${EndWhile}
  System::Free $6
  System::Call 'kernel32::CloseHandle(p r5)'
FunctionEnd
!macroend
