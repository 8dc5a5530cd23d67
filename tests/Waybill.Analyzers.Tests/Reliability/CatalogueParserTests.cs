using Waybill.Analyzers.Reliability.Effects;

namespace Waybill.Analyzers.Tests.Reliability;

public sealed class CatalogueParserTests
{
    [Theory]
    [InlineData("effect http System.Net.Http.HttpClient.PostAsync", "System.Net.Http.HttpClient", "PostAsync", false)]
    [InlineData("\t effect   file\tSystem.IO.File.AppendAll*  ", "System.IO.File", "AppendAll", true)]
    [InlineData("guard check Waybill.IInboxStore.* # all of it", "Waybill.IInboxStore", "", true)]
    [InlineData("effect file System.IO.StreamWriter.new", "System.IO.StreamWriter", "new", false)]
    [InlineData("effect other Global.Call", "Global", "Call", false)]
    public void A_line_is_a_kind_a_category_and_a_member(string line, string type, string member, bool isPrefix)
    {
        var entry = CatalogueParser.Parse(line, out var problem);

        Assert.Null(problem);
        Assert.NotNull(entry);
        Assert.Equal((type, member, isPrefix), (entry.Type, entry.Member, entry.IsPrefix));
        Assert.Null(entry.Parameter);
    }

    [Fact]
    public void A_condition_names_a_parameter_and_its_values()
    {
        var entry = CatalogueParser.Parse("guard key A.B when name=Idempotency-Key,X-Key", out var problem);

        Assert.Null(problem);
        Assert.Equal(Category.Key, entry!.Category);
        Assert.Equal("name", entry.Parameter);
        Assert.Equal(["Idempotency-Key", "X-Key"], entry.Values);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \t ")]
    [InlineData("# effect http A.B")]
    [InlineData("   #")]
    public void Empty_lines_and_comments_say_nothing(string line)
    {
        Assert.Null(CatalogueParser.Parse(line, out var problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("effect", "is not of the form")]
    [InlineData("effect http", "is not of the form")]
    [InlineData("effect http A.B C.D", "is not of the form")]
    [InlineData("effect http A.B when x=1 y=2", "is not of the form")]
    [InlineData("Effect http A.B", "begins with 'Effect'")]
    [InlineData("efect http A.B", "begins with 'efect'")]
    [InlineData("effect letter A.B", "names 'letter', which is no effect category: write one of http, mail,")]
    [InlineData("effect HTTP A.B", "names 'HTTP', which is no effect category")]
    [InlineData("effect 0 A.B", "names '0', which is no effect category")]
    [InlineData("effect check A.B", "names 'check', which is no effect category")]
    [InlineData("guard http A.B", "names 'http', which is no guard category: write one of check, key")]
    [InlineData("effect http Post", "names 'Post', which is no member")]
    [InlineData("effect http .Post", "names '.Post', which is no member")]
    [InlineData("effect http A..Post", "names 'A..Post', which is no member")]
    [InlineData("effect http A.", "names 'A.', which is no member")]
    [InlineData("effect http A.*Async", "names 'A.*Async', which is no member")]
    [InlineData("effect http A.Po*st*", "names 'A.Po*st*', which is no member")]
    [InlineData("effect http A<T>.Post", "names 'A<T>.Post', which is no member")]
    [InlineData("effect http M:A.Post(System.String)", "names 'M:A.Post(System.String)', which is no member")]
    [InlineData("effect http A.B if x=1", "ends in 'if x=1', which is no condition")]
    [InlineData("effect http A.B when x", "ends in 'when x', which is no condition")]
    [InlineData("effect http A.B when =1", "ends in 'when =1', which is no condition")]
    [InlineData("effect http A.B when x=", "ends in 'when x=', which is no condition")]
    [InlineData("effect http A.B when x=1,", "ends in 'when x=1,', which is no condition")]
    public void A_line_that_cannot_be_read_says_why(string line, string why)
    {
        Assert.Null(CatalogueParser.Parse(line, out var problem));
        Assert.Contains(why, problem);
    }

    [Fact]
    public void A_line_has_a_bound()
    {
        Assert.Null(CatalogueParser.Parse("effect http " + new string('A', 2_000), out var problem));
        Assert.Equal("is longer than 1000 characters", problem);
    }

    [Fact]
    public void A_prefix_names_no_constructor()
    {
        Assert.True(CatalogueParser.Parse("effect http A.ne*", out _)!.Names("next"));
        Assert.False(CatalogueParser.Parse("effect http A.*", out _)!.Names("new"));
        Assert.True(CatalogueParser.Parse("effect http A.new", out _)!.Names("new"));
        Assert.False(CatalogueParser.Parse("effect http A.Post", out _)!.Names("PostAsync"));
    }

    [Fact]
    public void Every_built_in_line_can_be_read_and_stands_there_once()
    {
        Assert.NotEmpty(EffectCatalogue.BuiltIn);
        Assert.Distinct(EffectCatalogue.BuiltIn.Select(entry => (entry.Type, entry.Member, entry.IsPrefix, entry.Parameter)));
        Assert.Empty(Enum.GetValues<Category>().Except(EffectCatalogue.BuiltIn.Select(entry => entry.Category)).Except([Category.Other]));
    }
}
