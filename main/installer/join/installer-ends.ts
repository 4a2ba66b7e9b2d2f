/** What is said when the Windows installer ends with these codes: those of scripts/windows-installer/installer.nsi. */
export const installerEnds = {
  3: 'Installed, but the token was refused: the agent asks to join; the admin compares its code.',
  4: 'Installed, but the engine lacks the Visual C++ runtime: https://aka.ms/vs/17/release/vc_redist.x64.exe',
};

/** For any other code; in a `switch` of PowerShell, which puts the code in. */
export const otherEnd =
  'The installer ended with $_. It needs Windows 10 or newer, and room on the disk. Restart this PC and try again.';
