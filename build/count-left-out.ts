/** What Playwright's list of stories says, as far as it is read here. */
export type StoryList = { suites: Suite[] };
type Suite = { suites?: Suite[]; specs?: { tags: string[]; tests: { projectName: string }[] }[] };

/** How many stories each driver does not run, because their tags say so; drivers that run everything are not named. */
export function countLeftOut(list: StoryList, platform: string): { driver: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { tags, tests } of list.suites.flatMap(specsIn)) {
    for (const { projectName } of tests) {
      if (!tags.some((tag) => tag === `not-${projectName}` || tag === `not-${platform}`)) continue;
      counts.set(projectName, (counts.get(projectName) ?? 0) + 1);
    }
  }
  return [...counts].map(([driver, count]) => ({ driver, count }));
}

function specsIn(suite: Suite): NonNullable<Suite['specs']> {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsIn)];
}
