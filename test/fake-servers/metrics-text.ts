/** The histogram of times to the first token, as vLLM and SGLang write it, for answers that all took the same. */
export function firstTokenHistogram(engine: string, labels: string, answers: number, eachMs: number): string {
  const name = `${engine}:time_to_first_token_seconds`;
  const bucket = (most: string, count: number) =>
    `${name}_bucket${labels.replace('}', `,le="${most}"}`)} ${count.toFixed(1)}\n`;
  return (
    `# HELP ${name} Histogram of time to first token in seconds.\n# TYPE ${name} histogram\n` +
    bucket('0.1', eachMs <= 100 ? answers : 0) +
    bucket('+Inf', answers) +
    `${name}_count${labels} ${answers.toFixed(1)}\n` +
    `${name}_sum${labels} ${(answers * eachMs) / 1_000}\n`
  );
}
