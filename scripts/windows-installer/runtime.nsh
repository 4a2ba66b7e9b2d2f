; The engine's libraries need Microsoft's Visual C++ runtime. Most PCs with a graphics driver have it; where it is missing, or older
; than the one that libraries of today are built for, the engine cannot be loaded, and only Microsoft's own installer helps.

!define RUNTIME_MINOR 40
!define RUNTIME_LINK "https://aka.ms/vs/17/release/vc_redist.x64.exe"

; "yes", or why not as a sentence.
Var Runtime

!macro CheckLibrary FILE
  ${IfNot} ${FileExists} "$SYSDIR\${FILE}"
    StrCpy $Runtime "Microsoft’s Visual C++ runtime is missing: ${FILE}."
  ${EndIf}
!macroend

Function CheckRuntime
  StrCpy $Runtime "yes"
  !ifdef RUNTIME_BROUGHT
    Return
  !endif
  Call CheckAge
  !insertmacro CheckLibrary "MSVCP140.dll"
  !insertmacro CheckLibrary "VCRUNTIME140.dll"
  !insertmacro CheckLibrary "VCRUNTIME140_1.dll"
  ${If} $Runtime != "yes"
    SetErrorLevel ${RUNTIME_MISSING}
  ${EndIf}
FunctionEnd

Function CheckAge
  ClearErrors
  GetDLLVersion "$SYSDIR\MSVCP140.dll" $0 $1
  ${If} ${Errors}
    Return
  ${EndIf}
  ; Major and minor version are the halves of the first number.
  IntOp $1 $0 >> 16
  IntOp $0 $0 & 0xffff
  ${If} $1 == 14
  ${AndIf} $0 < ${RUNTIME_MINOR}
    StrCpy $Runtime "Microsoft’s Visual C++ runtime is too old: $1.$0. 14.${RUNTIME_MINOR} is needed."
  ${EndIf}
FunctionEnd
