; Ends the agent of $INSTDIR with its launcher and runners, for the installer ("") and the uninstaller ("un.").
; Afterwards no file of it is in use, and `stop` keeps the launcher from starting it again. Aborts when it does not end.

!define WAIT_STEP_MS 250
!define WAIT_STEPS 80

!macro StopAgent UN
Function ${UN}StopAgent
  IfFileExists "$INSTDIR\current.txt" 0 done
  FileOpen $0 "$INSTDIR\stop" w
  FileClose $0
  !insertmacro ReadCurrent "$INSTDIR" $1
  StrCpy $2 "$INSTDIR\versions\$1"
  IfFileExists "$2\bin\node.exe" 0 done
  DetailPrint "The agent is being ended."
  nsExec::ExecToStack '"$2\bin\node.exe" ${NODE_FLAGS} "$2\agent\node-agent.mjs" stop --data "$INSTDIR\data"'
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
  IntCmp $3 ${WAIT_STEPS} 0 wait
  Delete "$INSTDIR\stop"
  MessageBox MB_OK|MB_ICONSTOP "The agent does not end. Restart this PC and try again. Nothing was changed." /SD IDOK
  Abort "The agent does not end."
done:
FunctionEnd
!macroend
