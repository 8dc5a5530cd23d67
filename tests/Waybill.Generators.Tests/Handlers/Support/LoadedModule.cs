using System.Reflection;
using System.Runtime.Loader;
using Waybill.Generated;
using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Handlers.Support;

/// <summary>A compiled project, loaded, with the handlers that its module registers.</summary>
internal sealed class LoadedModule : IDisposable
{
    private readonly AssemblyLoadContext _context;
    private readonly Assembly _assembly;

    private LoadedModule(AssemblyLoadContext context)
    {
        _context = context;
        _assembly = context.Assemblies.Single();
        var module = _assembly.GetExportedTypes().Single(type => type.IsAssignableTo(typeof(IWaybillModule)));
        typeof(LoadedModule)
            .GetMethod(nameof(Register), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(module)
            .Invoke(null, [Registry]);
    }

    public RecordingRegistry Registry { get; } = new();

    public static LoadedModule Load(params string[] sources) => new(GeneratorHarness.RunOnce(sources).Load());

    /// <summary>Makes a message of the loaded assembly.</summary>
    public object Message(string type, params object?[] arguments) =>
        Activator.CreateInstance(_assembly.GetType(type, throwOnError: true)!, arguments)!;

    /// <summary>The handler of a message type.</summary>
    public RecordedHandler Handler(string type) => Registry.Handlers.Single(handler => handler.MessageType.FullName == type);

    public void Dispose() => _context.Unload();

    private static void Register<TModule>(IModuleRegistry registry)
        where TModule : IWaybillModule
    {
        TModule.AddReferences(registry);
        TModule.AddHandlers(registry);
    }
}
