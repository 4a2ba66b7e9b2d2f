interface JsonReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** What a whole run of the tests comes to: the lines said last, and whether its second tries are few enough. */
export function judgeResults(report: JsonReport, root: string): { lines: string[]; good: boolean };
