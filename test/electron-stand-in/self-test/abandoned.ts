/** A test run that dies without closing anything: prints the app's process id, then waits to be killed. */
import { fileURLToPath } from 'node:url';
import { launchStandIn } from '../driver.ts';

const mainFile = fileURLToPath(new URL('./main.ts', import.meta.url));
const standIn = await launchStandIn({ mainFile });
await standIn.window('trial');
process.stdout.write(`${standIn.pid}\n`);
setInterval(() => {}, 1000);
