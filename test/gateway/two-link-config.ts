/** Two OpenAI-compatible servers behind one chain, with comments that must survive. */
export function twoLinkConfig(servers: { a: string; b: string }): string {
  return `{
  // Who answers first, and who steps in.
  agents: {
    defaults: {
      heartbeat: { every: "0m" },
      model: {
        primary: "a/a-m",
        // the one next door
        fallbacks: ["b/b-m", "b/spare"],
      },
    },
  },
  gateway: { mode: "local" },
  update: { checkOnStart: false },
  models: {
    mode: "merge",
    catalogRefresh: { enabled: false },
    providers: {
      a: {
        baseUrl: "${servers.a}/v1",
        apiKey: "not-a-secret",
        api: "openai-completions",
        timeoutSeconds: 10,
        models: [{ id: "a-m", name: "A", contextWindow: 131072, maxTokens: 4096 }],
      },
      b: {
        baseUrl: "${servers.b}/v1",
        apiKey: "not-a-secret",
        api: "openai-completions",
        timeoutSeconds: 10,
        models: [
          { id: "b-m", name: "B", contextWindow: 131072, maxTokens: 4096 },
          { id: "spare", name: "Spare", contextWindow: 131072, maxTokens: 4096 },
        ],
      },
    },
  },
}
`;
}
