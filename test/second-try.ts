// CI's machines are shared: a test that waited for a neighbour there may be tried once more. What failed first is printed, and
// `.ci/run` says which needed it; where a person runs the tests there is no second try.
if (process.env.CI) import.meta.jest.retryTimes(1, { logErrorsBeforeRetry: true });
