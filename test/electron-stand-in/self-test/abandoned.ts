/** A test run that dies without closing anything: given a settings folder, prints the app's process id, then waits to be killed. */
import { fileURLToPath } from 'node:url';
import { launchStandIn } from '../driver.ts';

const mainFile = fileURLToPath(new URL('./main.ts', import.meta.url));
const standIn = await launchStandIn({ mainFile, userData: process.argv[2] ?? '.' });
await standIn.window('trial');
process.stdout.write(`${standIn.pid}\n`);
setInterval(() => {}, 1000);
