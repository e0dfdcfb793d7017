/** Everything any kind of server could say about a model; each kind shows what the real one would. */
export interface FakeModel {
  id: string;
  displayName: string;
  publisher: string;
  architecture: string;
  kind: 'llm' | 'embeddings';
  /** File size in bytes. */
  sizeBytes: number;
  quantization: string;
  bitsPerWeight: number;
  /** As shown: "8B". */
  params: string;
  parameterCount: number;
  format: 'gguf' | 'mlx' | 'safetensors';
  maxContext: number;
  /** What a load without a wish allocates. */
  defaultContext: number;
  vision: boolean;
  tools: boolean;
  thinking: boolean;
  /** Milliseconds of the server's clock that a load takes. */
  loadMs: number;
  /** Milliseconds that one generation takes. */
  busyMs: number;
  /** Tokens one generation produces when the request sets no lower limit. */
  tokens: number;
  /** Why every load fails, or null. */
  loadFailure: string | null;
}

const gigabyte = 1_000_000_000;

const plainModel: FakeModel = {
  id: 'qwen/qwen3-8b',
  displayName: 'Qwen3 8B',
  publisher: 'qwen',
  architecture: 'qwen3',
  kind: 'llm',
  sizeBytes: 5_027_783_488,
  quantization: 'Q4_K_M',
  bitsPerWeight: 4,
  params: '8B',
  parameterCount: 8_190_735_360,
  format: 'gguf',
  maxContext: 40_960,
  defaultContext: 8_192,
  vision: false,
  tools: true,
  thinking: true,
  loadMs: 0,
  busyMs: 0,
  tokens: 12,
  loadFailure: null,
};

/** A complete model from the few fields a test cares about. */
export function fakeModel(fields: Partial<FakeModel> = {}): FakeModel {
  return { ...plainModel, displayName: fields.id ?? plainModel.displayName, ...fields };
}

/** The models the demo and most tests use. */
export const sampleModels = {
  minimax: fakeModel({
    id: 'minimax-m2.1-gs32',
    displayName: 'MiniMax M2.1 gs32',
    publisher: 'minimax',
    architecture: 'minimax-m2',
    sizeBytes: 129 * gigabyte,
    quantization: '4bit',
    params: '230B-A10B',
    parameterCount: 230_000_000_000,
    format: 'mlx',
    maxContext: 196_608,
    defaultContext: 65_536,
  }),
  qwenCoder: fakeModel({
    id: 'qwen3.8-coder',
    displayName: 'Qwen3.8 Coder',
    architecture: 'qwen3moe',
    sizeBytes: 48 * gigabyte,
    quantization: 'Q4_K_M',
    params: '80B-A3B',
    parameterCount: 80_000_000_000,
    maxContext: 262_144,
    defaultContext: 32_768,
  }),
  qwen8b: fakeModel({ id: 'qwen3:8b', displayName: 'Qwen3 8B' }),
  visionModel: fakeModel({
    id: 'gemma4:27b',
    displayName: 'Gemma 4 27B',
    publisher: 'google',
    architecture: 'gemma4',
    sizeBytes: 17 * gigabyte,
    params: '27B',
    parameterCount: 27_000_000_000,
    maxContext: 131_072,
    vision: true,
    thinking: false,
  }),
  embedder: fakeModel({
    id: 'text-embedding-nomic-embed-text-v1.5',
    displayName: 'Nomic Embed Text v1.5',
    publisher: 'nomic-ai',
    architecture: 'nomic-bert',
    kind: 'embeddings',
    sizeBytes: 84_106_624,
    quantization: 'Q4_K_M',
    params: '137M',
    parameterCount: 137_000_000,
    maxContext: 2_048,
    defaultContext: 2_048,
    tools: false,
    thinking: false,
    tokens: 0,
  }),
} satisfies Record<string, FakeModel>;
