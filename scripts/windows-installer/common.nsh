; What launcher and installer share. make-installer.mjs gives VERSION, NODE_FLAGS, ICON and OUTPUT.

!define PRODUCT "AIvailable agent"
!define PUBLISHER "AIvailable"

!include LogicLib.nsh

!macro VersionResource DESCRIPTION
  VIProductVersion "${VERSION}.0"
  VIFileVersion "${VERSION}.0"
  VIAddVersionKey ProductName "${PRODUCT}"
  VIAddVersionKey ProductVersion "${VERSION}"
  VIAddVersionKey FileVersion "${VERSION}"
  VIAddVersionKey FileDescription "${DESCRIPTION}"
  VIAddVersionKey CompanyName "${PUBLISHER}"
  VIAddVersionKey LegalCopyright "MIT License"
!macroend

; The version in use: current.txt holds it in one line.
!macro ReadCurrent ROOT RESULT
  StrCpy ${RESULT} ""
  ClearErrors
  FileOpen $R8 "${ROOT}\current.txt" r
  ${IfNot} ${Errors}
    FileRead $R8 ${RESULT}
    FileClose $R8
  ${EndIf}
  ; Without the line's end.
  StrCpy $R9 ${RESULT} 1 -1
  ${If} $R9 == "$\n"
    StrCpy ${RESULT} ${RESULT} -1
  ${EndIf}
!macroend
