using Microsoft.CodeAnalysis;
using Waybill.Manifests;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Topologies;

namespace Waybill.Analyzers.Topology;

/// <summary>What the assembly that is being compiled declares, as the generator's parsers read it, and where.</summary>
internal sealed class SourceTopology
{
    private readonly List<ExchangeEntry> _exchanges = [];
    private readonly List<QueueEntry> _queues = [];
    private readonly List<BindingEntry> _bindings = [];
    private readonly List<MessageEntry> _messages = [];
    private readonly List<HandlerEntry> _handlers = [];
    private readonly Dictionary<Subject, Declaration> _declarations = [];

    public SourceTopology(Compilation compilation)
    {
        Walk(compilation.Assembly.GlobalNamespace);
        Manifest = new ModuleManifest
        {
            Module = compilation.AssemblyName ?? "",
            Exchanges = _exchanges.ToEquatableArray(),
            Queues = _queues.ToEquatableArray(),
            Bindings = _bindings.ToEquatableArray(),
            Messages = _messages.ToEquatableArray(),
            Handlers = _handlers.ToEquatableArray(),
        };
    }

    public ModuleManifest Manifest { get; }

    /// <summary>Where the subject is declared; null when that is in another assembly.</summary>
    public Declaration? Find(Subject subject) => _declarations.TryGetValue(subject, out var declaration) ? declaration : null;

    private void Walk(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            switch (member)
            {
                case INamespaceSymbol inner:
                    Walk(inner);
                    break;
                case INamedTypeSymbol type:
                    AddMessage(type);
                    AddHandler(type);
                    Walk(type);
                    break;
                case IFieldSymbol { IsConst: true, Type.SpecialType: SpecialType.System_String } constant:
                    AddConstant(constant);
                    break;
                default:
                    break;
            }
        }
    }

    private void AddConstant(IFieldSymbol constant)
    {
        foreach (var attribute in constant.GetAttributes())
        {
            if (attribute.AttributeClass is not { } @class)
            {
                continue;
            }

            if (@class.IsNamed("Waybill", "ExchangeAttribute") && TopologyParser.ParseExchange(constant, attribute) is { } exchange)
            {
                Add(_exchanges, exchange, Subject.Exchange(exchange.Name), new Declaration(constant, attribute));
            }
            else if (@class.IsNamed("Waybill", "QueueAttribute") && TopologyParser.ParseQueue(constant, attribute) is { } queue)
            {
                Add(_queues, queue, Subject.Queue(queue.Name), new Declaration(constant, attribute));
            }
            else if (@class.IsNamed("Waybill", "BindingAttribute") && TopologyParser.ParseBinding(constant, attribute) is { } binding)
            {
                Add(_bindings, binding, Subject.Of(binding), new Declaration(constant, attribute));
            }
        }
    }

    private void AddMessage(INamedTypeSymbol type)
    {
        if (
            type.Find("MessageAttribute") is { } attribute
            && MessageParser.Parse(type, attribute, CancellationToken.None) is { Model: var model }
        )
        {
            // Fields have no numbers here, and so no fingerprint: the topology asks for neither.
            var message = model.ToEntry();
            Add(_messages, message, Subject.Of(message), new Declaration(type, attribute));
        }
    }

    private void AddHandler(INamedTypeSymbol type)
    {
        if (
            type.Find("HandlerAttribute") is not { } attribute
            || HandlerParser.Parse(type, attribute, CancellationToken.None)?.Entry is not { } handler
        )
        {
            return;
        }

        Add(_handlers, handler, Subject.Of(handler), new Declaration(type, attribute));
        foreach (var method in HandlerParser.AcceptedMethods(type, attribute))
        {
            // Of two methods for one message the second is the one too many.
            var message = MessageParser.WireName((INamedTypeSymbol)method.Parameters[0].Type);
            _declarations[Subject.Of(handler, message)] = new Declaration(method, Attribute: null, type);
        }
    }

    private void Add<T>(List<T> entries, T entry, Subject subject, Declaration declaration)
    {
        entries.Add(entry);
        if (!_declarations.ContainsKey(subject))
        {
            _declarations.Add(subject, declaration);
        }
    }
}
