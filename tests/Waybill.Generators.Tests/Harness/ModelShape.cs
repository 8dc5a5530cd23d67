using System.Reflection;

namespace Waybill.Generators.Tests.Harness;

/// <summary>Walks the types that a model can reach, by its fields and their generic arguments.</summary>
internal static class ModelShape
{
    /// <summary>The paths on which a Roslyn type (which would keep a compilation alive and never compare equal) can be reached.</summary>
    public static IReadOnlyList<string> RoslynPaths(Type model)
    {
        var found = new List<string>();
        Walk(model, model.Name, [], found);
        return found;
    }

    private static void Walk(Type type, string path, HashSet<Type> seen, List<string> found)
    {
        if (type.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true)
        {
            found.Add(path);
            return;
        }

        if (!seen.Add(type))
        {
            return;
        }

        if (type.HasElementType)
        {
            Walk(type.GetElementType()!, path + "[]", seen, found);
        }

        foreach (var argument in type.GetGenericArguments())
        {
            Walk(argument, $"{path}<{argument.Name}>", seen, found);
        }

        // Types of the BCL are leaves beyond their generic arguments.
        if (type.Assembly != typeof(MessageGenerator).Assembly)
        {
            return;
        }

        for (var current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            foreach (
                var field in current.GetFields(
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
                )
            )
            {
                Walk(field.FieldType, $"{path}.{field.Name}", seen, found);
            }
        }
    }
}
