import { parentPort } from 'node:worker_threads';
import { sampleModels, startLmStudio, startOllama } from '../fake-servers/index.ts';

/** A thread with two simulated servers, for benchmarks that wait for other programs. */

const models = Object.values(sampleModels);
const servers = [await startLmStudio({ models }), await startOllama({ models })];
parentPort?.postMessage(servers.map(({ url }) => url));
