<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- What red lines leave of a mining right: what remains is green, what was cut away is hatched red, what is too small or too narrow is amber with a mark that shows at every scale. -->
<qgis version="3.22" styleCategories="Symbology|Labeling|Fields|Forms|MapTips|Rendering" labelsEnabled="1" hasScaleBasedVisibilityFlag="0" simplifyDrawingHints="0" simplifyDrawingTol="1" simplifyLocal="1" simplifyMaxScale="1" simplifyAlgorithm="0">
  <renderer-v2 type="categorizedSymbol" attr="part" symbollevels="1" enableorderby="0" forceraster="0">
    <categories>
      <category value="remaining" label="剩余 remaining" symbol="0" render="true"/>
      <category value="cut" label="避让 cut away" symbol="1" render="true"/>
      <category value="small" label="零碎(待核) small, for review" symbol="2" render="true"/>
    </categories>
    <symbols>
      <symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" value="35,139,69,102" type="QString"/>
            <Option name="style" value="solid" type="QString"/>
            <Option name="outline_color" value="35,139,69,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.6" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="1" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="LinePatternFill" enabled="1" locked="0" pass="1">
          <Option type="Map">
            <Option name="angle" value="135" type="QString"/>
            <Option name="distance" value="1.8" type="QString"/>
            <Option name="distance_unit" value="MM" type="QString"/>
            <Option name="offset" value="0" type="QString"/>
            <Option name="offset_unit" value="MM" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
          </Option>
          <symbol name="@1@0" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleLine" enabled="1" locked="0" pass="1">
              <Option type="Map">
                <Option name="line_color" value="255,255,255,210" type="QString"/>
                <Option name="line_style" value="solid" type="QString"/>
                <Option name="line_width" value="0.75" type="QString"/>
                <Option name="line_width_unit" value="MM" type="QString"/>
                <Option name="joinstyle" value="miter" type="QString"/>
                <Option name="capstyle" value="flat" type="QString"/>
              </Option>
            </layer>
          </symbol>
        </layer>
        <layer class="LinePatternFill" enabled="1" locked="0" pass="1">
          <Option type="Map">
            <Option name="angle" value="135" type="QString"/>
            <Option name="distance" value="1.8" type="QString"/>
            <Option name="distance_unit" value="MM" type="QString"/>
            <Option name="offset" value="0" type="QString"/>
            <Option name="offset_unit" value="MM" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
          </Option>
          <symbol name="@1@1" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleLine" enabled="1" locked="0" pass="1">
              <Option type="Map">
                <Option name="line_color" value="215,25,28,255" type="QString"/>
                <Option name="line_style" value="solid" type="QString"/>
                <Option name="line_width" value="0.35" type="QString"/>
                <Option name="line_width_unit" value="MM" type="QString"/>
                <Option name="joinstyle" value="miter" type="QString"/>
                <Option name="capstyle" value="flat" type="QString"/>
              </Option>
            </layer>
          </symbol>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="1">
          <Option type="Map">
            <Option name="line_color" value="255,255,255,255" type="QString"/>
            <Option name="line_style" value="solid" type="QString"/>
            <Option name="line_width" value="1.2" type="QString"/>
            <Option name="line_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="round" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="1">
          <Option type="Map">
            <Option name="line_color" value="215,25,28,255" type="QString"/>
            <Option name="line_style" value="solid" type="QString"/>
            <Option name="line_width" value="0.6" type="QString"/>
            <Option name="line_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="round" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="2" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleLine" enabled="1" locked="0" pass="2">
          <Option type="Map">
            <Option name="line_color" value="255,255,255,255" type="QString"/>
            <Option name="line_style" value="solid" type="QString"/>
            <Option name="line_width" value="1.6" type="QString"/>
            <Option name="line_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="round" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="3">
          <Option type="Map">
            <Option name="line_color" value="255,127,0,255" type="QString"/>
            <Option name="line_style" value="solid" type="QString"/>
            <Option name="line_width" value="0.8" type="QString"/>
            <Option name="line_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="round" type="QString"/>
          </Option>
        </layer>
        <layer class="CentroidFill" enabled="1" locked="0" pass="4">
          <Option type="Map">
            <Option name="point_on_surface" value="1" type="QString"/>
            <Option name="point_on_all_parts" value="0" type="QString"/>
            <Option name="clip_points" value="0" type="QString"/>
          </Option>
          <symbol name="@2@2" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
              <Option type="Map">
                <Option name="name" value="triangle" type="QString"/>
                <Option name="size" value="5" type="QString"/>
                <Option name="size_unit" value="MM" type="QString"/>
                <Option name="color" value="255,255,255,255" type="QString"/>
                <Option name="outline_color" value="255,255,255,255" type="QString"/>
                <Option name="outline_style" value="solid" type="QString"/>
                <Option name="outline_width" value="1" type="QString"/>
                <Option name="outline_width_unit" value="MM" type="QString"/>
                <Option name="joinstyle" value="miter" type="QString"/>
                <Option name="offset" value="0,0" type="QString"/>
                <Option name="offset_unit" value="MM" type="QString"/>
              </Option>
            </layer>
            <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
              <Option type="Map">
                <Option name="name" value="triangle" type="QString"/>
                <Option name="size" value="4.4" type="QString"/>
                <Option name="size_unit" value="MM" type="QString"/>
                <Option name="color" value="255,127,0,255" type="QString"/>
                <Option name="outline_color" value="17,17,17,255" type="QString"/>
                <Option name="outline_style" value="solid" type="QString"/>
                <Option name="outline_width" value="0.4" type="QString"/>
                <Option name="outline_width_unit" value="MM" type="QString"/>
                <Option name="joinstyle" value="miter" type="QString"/>
                <Option name="offset" value="0,0" type="QString"/>
                <Option name="offset_unit" value="MM" type="QString"/>
              </Option>
            </layer>
          </symbol>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fieldName="format_number(&quot;area_ha&quot;, 4) || ' ha'" isExpression="1" fontFamily="Noto Sans CJK SC" namedStyle="Bold" fontWeight="75" fontItalic="0" fontSize="8" fontSizeUnit="Point" textColor="34,34,34,255" textOpacity="1" multilineHeight="0.9">
        <families>
          <family name="Noto Sans CJK SC"/>
          <family name="Source Han Sans SC"/>
          <family name="Microsoft YaHei"/>
          <family name="PingFang SC"/>
          <family name="WenQuanYi Zen Hei"/>
        </families>
        <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.85" bufferNoFill="1" bufferJoinStyle="128"/>
      </text-style>
      <text-format wrapChar="" multilineAlign="1"/>
      <placement placement="1" quadOffset="4" priority="7" centroidWhole="1" centroidInside="1" fitInPolygonOnly="0" dist="0"/>
      <rendering obstacle="0" drawLabels="1" labelPerPart="0" scaleVisibility="1" scaleMin="1" scaleMax="250000"/>
    </settings>
  </labeling>
  <blendMode>0</blendMode>
  <featureBlendMode>0</featureBlendMode>
  <layerOpacity>1</layerOpacity>
  <previewExpression>format_number(&quot;area_ha&quot;, 4) || ' ha'</previewExpression>
  <layerGeometryType>2</layerGeometryType>
</qgis>
