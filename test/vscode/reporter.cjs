// A mocha reporter: prints as "spec" does, and leaves the counts in the file that CONV_EXPLORER_RESULT names.
'use strict';

const { writeFileSync } = require('node:fs');
const { Runner, reporters } = require('mocha/lib/mocha.cjs');

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = runner.stats;
      if (process.env.CONV_EXPLORER_RESULT) {
        writeFileSync(process.env.CONV_EXPLORER_RESULT, JSON.stringify({ passes, failures, pending }));
      }
    });
  }
};
