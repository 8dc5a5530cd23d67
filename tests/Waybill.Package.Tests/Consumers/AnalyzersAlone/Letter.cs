using System;
using System.Threading.Tasks;

namespace AnalyzersAlone;

[AttributeUsage(AttributeTargets.Class)]
public sealed class MessageAttribute : Attribute;

// A namesake of Waybill's attribute: none of the rules' business.
[Message]
public record Letter(string Text);

public class LetterHandler
{
    public Task HandleAsync(Letter letter) => Task.FromResult(letter);
}
