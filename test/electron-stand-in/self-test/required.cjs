const { app } = require('electron');
const electron = require('electron/main');

app.on('before-quit', () => process.stdout.write('before-quit '));
app.on('will-quit', () => process.stdout.write('will-quit '));
app.on('quit', () => process.stdout.write('quit\n'));
void app.whenReady().then(() => {
  process.stdout.write(
    `${app.isPackaged} ${process.platform} ${electron.app === app} ${Boolean(app.dock)}\n`,
  );
  try {
    electron.net.fetch('https://elsewhere.example/');
  } catch (error) {
    process.stdout.write(`${error.message}\n`);
  }
  process.stdout.write(`${process.env.ONLY} ${process.env.PATH === undefined}\n`);
  app.quit();
});
