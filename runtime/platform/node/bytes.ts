// Values as bytes.
export { Deserializer, Serializer } from 'node:v8';
