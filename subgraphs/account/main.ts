import { runSubgraph } from "../run.ts";

void runSubgraph("account");
