import { runSubgraph } from "../run.ts";

void runSubgraph("login-activity");
