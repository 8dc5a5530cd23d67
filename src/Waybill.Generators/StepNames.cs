namespace Waybill.Generators;

/// <summary>The names of the pipelines' steps, for tests of what is cached.</summary>
public static class StepNames
{
    /// <summary>The handler classes.</summary>
    public const string Handlers = "WaybillHandlers";

    /// <summary>The constants that declare exchanges.</summary>
    public const string Exchanges = "WaybillExchanges";

    /// <summary>The constants that declare queues.</summary>
    public const string Queues = "WaybillQueues";

    /// <summary>The bindings of those queues.</summary>
    public const string Bindings = "WaybillBindings";

    /// <summary>The lock file's messages.</summary>
    public const string Lock = "WaybillLock";

    /// <summary>Each message type with what the lock file says of it.</summary>
    public const string Locked = "WaybillLocked";

    /// <summary>The message types with their fields' numbers, as they are emitted.</summary>
    public const string Numbered = "WaybillNumbered";

    /// <summary>The types of others that the assembly nests in messages.</summary>
    public const string Foreign = "WaybillForeign";

    /// <summary>The same with their fields' numbers, as they are emitted.</summary>
    public const string ForeignNumbered = "WaybillForeignNumbered";

    /// <summary>The message types as the manifest has them.</summary>
    public const string MessageEntries = "WaybillMessageEntries";

    /// <summary>What the assembly says about itself.</summary>
    public const string Assembly = "WaybillAssembly";

    /// <summary>The modules of referenced assemblies.</summary>
    public const string References = "WaybillReferences";

    /// <summary>The handlers with all their middlewares, as they are emitted.</summary>
    public const string HandlerOutputs = "WaybillHandlerOutputs";

    /// <summary>The module.</summary>
    public const string Module = "WaybillModule";
}
