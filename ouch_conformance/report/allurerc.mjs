// How Allure 3 shows a run: its name, one category for each verdict, the tree of protocol, section and rule, what was
// before, and a quality gate that says what the run's exit status says. Used by `ouch-conformance report`; with Allure
// itself: `allure generate RESULTS --config allurerc.mjs`. docs/report.md describes it.

const VERDICTS = [
  "harness error",
  "fail",
  "stale deviation",
  "inconclusive",
  "not testable",
  "warning",
  "known deviation",
  "pass (lenient)",
  "observed",
  "pass",
  "not applicable",
];

const ASKS_FOR = { "harness error": 3, fail: 1, "stale deviation": 1, inconclusive: 6, "not testable": 6 };
const WORST_FIRST = [3, 1, 6, 0];
const PROVES_NOTHING = ["not applicable", "not testable"];

const verdictOf = (result) => result.labels.find((label) => label.name === "verdict")?.value;

// What is not testable by the profile's own leave was written as skipped. A result without a verdict is a plain test.
const statusOf = (result) => {
  const verdict = verdictOf(result);
  if (verdict === undefined) return ["failed", "broken"].includes(result.status) ? 1 : 0;
  return verdict === "not testable" && result.status === "skipped" ? 0 : (ASKS_FOR[verdict] ?? 0);
};

const exitStatus = {
  rule: "exitStatus",
  message: ({ actual, expected }) => `The verdicts ask for exit status ${actual}, and ${expected} is expected`,
  successMessage: ({ actual }) => `The verdicts ask for exit status ${actual}`,
  validate: async ({ trs, expected }) => {
    const worst = WORST_FIRST.find((status) => trs.some((result) => statusOf(result) === status));
    const isEmpty = !trs.some((result) => verdictOf(result) && !PROVES_NOTHING.includes(verdictOf(result)));
    const actual = worst || (isEmpty ? 5 : 0);
    const testResults = trs.filter((result) => statusOf(result) !== 0).map((result) => result.id);
    return { success: actual === expected, actual, testResults };
  },
};

// Allure 3.18 asks iterators for an array when it opens the gate; Node.js has that from version 22 on.
const iterator = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
iterator.toArray ??= function () {
  return Array.from(this);
};

const category = (verdict) => ({
  name: verdict,
  matchers: { labels: { verdict: new RegExp(`^${verdict.replace(/[()]/g, "\\$&")}$`) } },
  groupByMessage: false,
  expand: verdict === "fail",
});

export default {
  name: "OUCH conformance",
  output: "reports/allure-report",
  historyPath: process.env.OUCH_ALLURE_HISTORY || undefined,
  historyLimit: 50,
  plugins: {
    awesome: {
      options: { singleFile: true, reportLanguage: "en", groupBy: ["parentSuite", "suite", "subSuite"] },
    },
  },
  categories: VERDICTS.map(category),
  qualityGate: { rules: [{ exitStatus: 0 }], use: [exitStatus] },
};
