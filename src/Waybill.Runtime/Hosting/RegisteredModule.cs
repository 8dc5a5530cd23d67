namespace Waybill.Runtime.Hosting;

/// <summary>What one module brought.</summary>
/// <param name="module">The module's type.</param>
/// <param name="manifest">The manifest's text.</param>
internal sealed class RegisteredModule(Type module, string manifest)
{
    private readonly List<HandlerRegistration> _handlers = [];

    public string Name { get; } = module.FullName ?? module.Name;

    public string Manifest { get; } = manifest;

    /// <summary>Whether the host named it, so that its handlers run here.</summary>
    public bool Runs { get; set; }

    /// <summary>Its handlers' code; empty for a module that does not run.</summary>
    public IReadOnlyList<HandlerRegistration> Handlers => _handlers;

    public void Add(HandlerRegistration handler) => _handlers.Add(handler);
}
