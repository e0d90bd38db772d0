import { Field, ObjectType } from "type-graphql";
import { LoginActivityType } from "./login-activity.type.ts";

@ObjectType("PageInfo")
class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

@ObjectType("LoginActivityEdge")
class LoginActivityEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => LoginActivityType)
  node!: LoginActivityType;
}

@ObjectType("LoginActivityConnection", { description: "Newest first." })
export class LoginActivityConnection {
  @Field(() => [LoginActivityEdge])
  edges!: LoginActivityEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}
