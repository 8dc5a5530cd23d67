using Waybill;

namespace Rules;

// Not sealed: WB1001.
[Message]
public partial record Greeting(string Text);
