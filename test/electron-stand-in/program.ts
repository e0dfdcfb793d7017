/**
 * The stand-in as a program of its own, for an app that starts another copy of itself:
 * `node program.ts <main file> <arguments>`. It prints what the app prints, and SIGTERM asks the app to quit.
 */
import { launchStandIn } from './driver.ts';

const [mainFile = '', ...args] = process.argv.slice(2);
const standIn = await launchStandIn({ mainFile, args });
let printed = 0;
const print = setInterval(() => {
  process.stdout.write(standIn.logs.stdout.slice(printed));
  printed = standIn.logs.stdout.length;
}, 20);
process.on('SIGTERM', () => void standIn.close());
const { code } = await standIn.ended;
clearInterval(print);
await standIn.close();
process.exit(code ?? 1);
