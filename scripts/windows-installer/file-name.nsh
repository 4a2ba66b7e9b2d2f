; The installer learns from its own file name which office it joins (main/installer/join/installer-name.ts writes it):
;
;   aivailable-agent~192.168.10.12-8421~AIV1.PIN.SECRET.exe   "-" for ":", which a file name cannot hold
;   aivailable-agent~192.168.10.12-8421.exe                   the agent asks to join, and shows a code
;
; A browser may put another character for "~" and append " (1)". So places count here, not characters: the name begins with
; "aivailable-agent", one character parts it from the address, and another one the address from the token.

!include LogicLib.nsh

!define NAME_BEGIN "aivailable-agent"
!define NAME_BEGIN_LENGTH 16
; "AIV1.", 64 digits of the pin, ".", 16 letters of the secret
!define TOKEN_LENGTH 86

; What the file name says; empty when it says nothing.
Var Token
; "192.168.10.12:8421"
Var Coordinator

Function ReadFileName
  StrCpy $Token ""
  StrCpy $Coordinator ""
  StrCpy $0 $EXEFILE ${NAME_BEGIN_LENGTH}
  ${If} $0 != "${NAME_BEGIN}"
    Return
  ${EndIf}
  ; Behind the beginning and the character that parts, without ".exe".
  IntOp $0 ${NAME_BEGIN_LENGTH} + 1
  StrCpy $0 $EXEFILE -4 $0
  Call FindToken
  ${If} $Token == ""
    StrCpy $1 $0
  ${ElseIf} $1 > 1
    IntOp $1 $1 - 1
    StrCpy $1 $0 $1
  ${Else}
    Return
  ${EndIf}
  Call ReadAddress
FunctionEnd

; Looks in $0. Its place goes to $1.
Function FindToken
  StrCpy $1 0
  ${Do}
    StrCpy $2 $0 ${TOKEN_LENGTH} $1
    StrLen $3 $2
    ${If} $3 < ${TOKEN_LENGTH}
      Return
    ${EndIf}
    StrCpy $3 $2 5
    ${If} $3 == "AIV1."
      StrCpy $Token $2
      Return
    ${EndIf}
    IntOp $1 $1 + 1
  ${Loop}
FunctionEnd

; Takes what $1 begins with as an address, when it is one: the port stands behind the last "-", and is a number.
Function ReadAddress
  ; $2: what is read so far; $5: up to the last "-"; $4: what stands behind it
  StrCpy $2 ""
  StrCpy $4 ""
  StrCpy $5 ""
  ${Do}
    StrCpy $3 $1 1
    StrCpy $1 $1 "" 1
    ${If} $3 == ""
    ${OrIf} $3 == " "
    ${OrIf} $3 == "("
      ${ExitDo}
    ${EndIf}
    StrCpy $4 "$4$3"
    ${If} $3 == "-"
      StrCpy $5 $2
      StrCpy $4 ""
    ${EndIf}
    StrCpy $2 "$2$3"
  ${Loop}
  IntOp $3 $4 + 0
  ${If} $3 == $4
  ${AndIf} $5 != ""
    StrCpy $Coordinator "$5:$4"
  ${EndIf}
FunctionEnd
