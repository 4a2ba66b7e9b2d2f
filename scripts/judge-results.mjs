// What a whole run of the tests comes to. CI tries a test that starts real programs once more when it failed: a busy PC is no fault
// of a change. Such a test is named, and more than a few of them are a fault of the tests.

/** So many tests of a run may need their second try, of more than four thousand. */
const allowedSecondTries = 3;

/**
 * @param report of Vitest's JSON reporter
 * @param {string} root the clone, for names of files
 * @returns {{ lines: string[], good: boolean }} what is said last, its last line for any CI to read, and whether the second tries
 *   are few enough; whether a test failed is Vitest's own exit code
 */
export function judgeResults({ numPassedTests, numFailedTests, numPendingTests, testResults }, root) {
  const seconds = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
      .map(({ fullName, failureMessages }) => ({
        file: name.replace(`${root}/`, ''),
        fullName,
        first: failureMessages[0].split('\n')[0],
      })),
  );
  const good = seconds.length <= allowedSecondTries;
  const passed = seconds.length === 0 ? 'passed' : `passed (${seconds.length} at the second try)`;
  return {
    good,
    lines: [
      ...seconds.map(
        ({ file, fullName, first }) => `Passed at the second try, a fault to mend: ${file}: ${fullName}\n  ${first}`,
      ),
      ...(good ? [] : [`No more than ${allowedSecondTries} tests may need a second try.`]),
      `${numPassedTests} ${passed}, ${numFailedTests} failed, ${numPendingTests} skipped`,
    ],
  };
}
