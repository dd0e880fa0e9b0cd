export class Model { static registry = []; save() { Model.registry.push(this.constructor.name); return Model.registry.length; } }
