export default function Dialogs() {
  return null;
}
