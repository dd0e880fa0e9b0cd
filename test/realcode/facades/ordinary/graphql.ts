import { buildSchema, type DocumentNode, type GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';

/** @unsync */
export function parseQuery(text: string): DocumentNode {
  return parse(text);
}

/** @unsync */
export function schemaOf(text: string): GraphQLSchema {
  return buildSchema(text);
}

/** @unsync */
export function errorsOf(schema: string, query: string): readonly GraphQLError[] {
  return validate(buildSchema(schema), parse(query));
}
