/** Calls in both directions over one ordered message port; failures come back as rejections. */

type Calls<Methods> = { [Name in keyof Methods]: (input: never) => unknown };
type InputOf<Method> = Method extends (input: infer Input) => unknown ? Input : never;
type OutputOf<Method> = Method extends (input: never) => infer Output ? Awaited<Output> : never;

export type Answers<Methods> = {
  [Name in keyof Methods]: (
    input: InputOf<Methods[Name]>,
  ) => OutputOf<Methods[Name]> | Promise<OutputOf<Methods[Name]>>;
};

type Message =
  | { type: 'call'; id: number; name: string; input: unknown }
  | { type: 'answer'; id: number; ok: true; value: unknown }
  | { type: 'answer'; id: number; ok: false; error: { name: string; message: string } };

export type Port = {
  /** Throws when the message cannot be cloned; does nothing when the other side is gone. */
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
};

export type Channel<Remote> = {
  call<Name extends keyof Remote & string>(
    name: Name,
    input: InputOf<Remote[Name]>,
  ): Promise<OutputOf<Remote[Name]>>;
  /** The other side is gone: everything still waiting fails with this reason. */
  end(reason: string): void;
};

type Waiting = { resolve: (value: never) => void; reject: (error: Error) => void };

export function openChannel<Local extends Calls<Local>, Remote extends Calls<Remote>>(
  port: Port,
  answers: () => Partial<Answers<Local>>,
): Channel<Remote> {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let ended: string | null = null;

  const sendFailure = (id: number, error: unknown) => {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    port.send({ type: 'answer', id, ok: false, error: { name, message } } satisfies Message);
  };

  const answerCall = async (id: number, name: string, input: unknown) => {
    try {
      const answer = answers()[name as keyof Local] as ((input: unknown) => unknown) | undefined;
      if (!answer) throw new Error(`electron stand-in: nobody answers "${name}"`);
      const value = await answer(input);
      port.send({ type: 'answer', id, ok: true, value } satisfies Message);
    } catch (error) {
      sendFailure(id, error);
    }
  };

  port.onMessage((raw) => {
    const message = raw as Message;
    if (message.type === 'call') {
      void answerCall(message.id, message.name, message.input);
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) asked?.resolve(message.value as never);
    else asked?.reject(Object.assign(new Error(message.error.message), { name: message.error.name }));
  });

  return {
    call: (name, input) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(new Error(ended));
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        try {
          port.send({ type: 'call', id, name, input } satisfies Message);
        } catch (error) {
          waiting.delete(id);
          reject(error);
        }
      }),
    end(reason) {
      ended = reason;
      for (const { reject } of waiting.values()) reject(new Error(reason));
      waiting.clear();
    },
  };
}
