; What the app's installer for Windows does beside electron-builder's own steps, for one user and without an administrator, but for the
; firewall: its rule lets PCs of private networks in and no others, and Windows asks its user for that.

!define LINK_KEY "Software\Classes\aivailable"
!define OWN_KEY "Software\AIvailable"
!define FIREWALL_RULE "AIvailable"

; A test puts another program in its place.
!ifndef NETSH
  !define NETSH "$SYSDIR\netsh.exe"
!endif

!macro addFirewallRule PROGRAM
  ; An update finds the rule that is there: it is for the same file.
  ReadRegStr $0 HKCU "${OWN_KEY}" "FirewallRuleFor"
  ${If} $0 != "${PROGRAM}"
    ClearErrors
    ExecShellWait "runas" "${NETSH}" 'advfirewall firewall add rule name="${FIREWALL_RULE}" dir=in action=allow program="${PROGRAM}" profile=private enable=yes' SW_HIDE
    ; Whoever says no has the app, and Windows asks again when it first listens.
    ${IfNot} ${Errors}
      WriteRegStr HKCU "${OWN_KEY}" "FirewallRuleFor" "${PROGRAM}"
    ${EndIf}
  ${EndIf}
!macroend

!macro removeFirewallRule
  ReadRegStr $0 HKCU "${OWN_KEY}" "FirewallRuleFor"
  ${If} $0 != ""
    ExecShellWait "runas" "${NETSH}" 'advfirewall firewall delete rule name="${FIREWALL_RULE}" program="$0"' SW_HIDE
  ${EndIf}
  DeleteRegKey HKCU "${OWN_KEY}"
!macroend

!macro addLinks PROGRAM
  WriteRegStr HKCU "${LINK_KEY}" "" "URL:AIvailable"
  WriteRegStr HKCU "${LINK_KEY}" "URL Protocol" ""
  WriteRegStr HKCU "${LINK_KEY}\DefaultIcon" "" '"${PROGRAM}",0'
  WriteRegStr HKCU "${LINK_KEY}\shell\open\command" "" '"${PROGRAM}" "%1"'
!macroend

!macro customInstall
  !insertmacro addLinks "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
  !insertmacro addFirewallRule "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
!macroend

!macro customUnInstall
  ; An update uninstalls the older version first: what is the app's stays for the newer one.
  ${IfNot} ${isUpdated}
    !insertmacro removeFirewallRule
    DeleteRegKey HKCU "${LINK_KEY}"
    ; How the app was started with the PC, where that was wished.
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "office.aivailable.desktop"
  ${EndIf}
!macroend
