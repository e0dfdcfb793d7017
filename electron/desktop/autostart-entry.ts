/** A start that stays in the menu bar. */
export const hiddenFlag = '--hidden';

export function autostartEntry(program: string): string {
  // The entry's own rules: quoted, with \ " ` $ escaped, and % doubled.
  const quoted = `"${program.replace(/[\\"`$]/g, '\\$&').replaceAll('%', '%%')}"`;
  return `[Desktop Entry]
Type=Application
Name=Pilotlight
Exec=${quoted} ${hiddenFlag}
X-GNOME-Autostart-enabled=true
`;
}
