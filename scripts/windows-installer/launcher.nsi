; "AIvailable agent.exe": what the Run key starts. It has no window and gives none to the agent, starts it again when it ends, and
; the other version after an update. Plain NSIS instructions only: nothing is unpacked when it runs, and it stays below 2 MB.
;
; current.txt    which folder of `versions` runs
; agent.ini      [agent] coordinator: whom it asks while it has no office; arguments: what `run` gets beside it
; stop           while this file is there, nothing is started
; launcher.lock  held while it runs, so that there is one

Target amd64-unicode
SilentInstall silent
RequestExecutionLevel user
ManifestSupportedOS Win10
SetCompress off
!include common.nsh
Name "${PRODUCT}"
OutFile "${OUTPUT}"
Icon "${ICON}"
!insertmacro VersionResource "${PRODUCT}: starts it and keeps it running"

; An agent that ends at once must not keep the processor busy.
!define PAUSE_MS 3000

Section
  SetOutPath "$EXEDIR"
  ClearErrors
  FileOpen $9 "$EXEDIR\launcher.lock" w
  IfErrors end
again:
  IfFileExists "$EXEDIR\stop" end
  !insertmacro ReadCurrent "$EXEDIR" $0
  ReadINIStr $1 "$EXEDIR\agent.ini" agent arguments
  ReadINIStr $2 "$EXEDIR\agent.ini" agent coordinator
  StrCmp $2 "" +2
  StrCpy $2 '--coordinator "$2"'
  ; Shown hidden, its console has no window, and the runners share it.
  ExecShellWait "" "$EXEDIR\versions\$0\bin\node.exe" \
    '${NODE_FLAGS} "$EXEDIR\versions\$0\agent\node-agent.mjs" run --data "$EXEDIR\data" $2 $1' SW_HIDE
  IfFileExists "$EXEDIR\stop" end
  Sleep ${PAUSE_MS}
  Goto again
end:
SectionEnd
