export { Call, OpenAnswer } from './call.ts';
export { FakeClock, realClock, type ServerClock, settle } from './fake-clock.ts';
export { type FakeModel, fakeModel, sampleModels } from './fake-model.ts';
export { FakeServer, type FakeServerOptions, type LoggedRequest, startFakeServer } from './fake-server.ts';
export type { Fault } from './faults.ts';
export { type Effect, Ledger, type LedgerEntry, otherClient, timerCause } from './ledger.ts';
