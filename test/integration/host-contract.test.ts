import { join } from 'node:path';
import { adaptUtilityProcess } from '../../electron/utility-child.ts';
import { forkChild } from '../../worker/host/forked-child.ts';
import { fakeUtilityProcess } from '../helpers/fake-utility-process.ts';
import { workers } from '../helpers/scripted-host.ts';
import { describeWorkerChild } from '../helpers/worker-child-contract.ts';

describeWorkerChild('child_process.fork', () => forkChild({ entry: join(workers, 'forked.ts') }));
describeWorkerChild('the adapter of utilityProcess', () => adaptUtilityProcess(fakeUtilityProcess()));
