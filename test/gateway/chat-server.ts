import { type Call, type FakeServer, startFakeServer } from '../fake-servers/index.ts';

/** An OpenAI-compatible server with one model that always says the same. */
export function startChatServer(modelId: string, says: string): Promise<FakeServer> {
  return startFakeServer((call) => {
    if (call.is('GET', '/v1/models')) {
      call.json(200, { object: 'list', data: [{ id: modelId, object: 'model', owned_by: 'test' }] });
    } else if (call.is('POST', '/v1/chat/completions')) {
      answerChat(call, modelId, says);
    } else {
      call.json(404, { error: { message: 'no such route' } });
    }
  });
}

function answerChat(call: Call, modelId: string, says: string): void {
  const usage = { prompt_tokens: 10, completion_tokens: 3, total_tokens: 13 };
  if (!call.streaming) {
    const message = { role: 'assistant', content: says };
    call.json(200, {
      id: 'chat',
      object: 'chat.completion',
      model: modelId,
      choices: [{ index: 0, message, finish_reason: 'stop' }],
      usage,
    });
    return;
  }
  const chunk = { id: 'chat', object: 'chat.completion.chunk', created: 1, model: modelId };
  const events = call.events();
  events.event({
    ...chunk,
    choices: [{ index: 0, delta: { role: 'assistant', content: says }, finish_reason: null }],
  });
  events.event({ ...chunk, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage });
  events.event('[DONE]');
  events.end();
}
