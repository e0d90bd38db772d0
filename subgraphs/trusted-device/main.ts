import { runSubgraph } from "../run.ts";

void runSubgraph("trusted-device");
